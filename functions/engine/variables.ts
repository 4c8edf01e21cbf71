/** What an environment that is gone leaves behind. */
import { removeSecret, variableSecret } from '../adapters/secrets';
import { forgetReplaced } from '../adapters/store/replaced-commits';
import { removeVariable, variablesOf } from '../adapters/store/variables';

/** Forgets all variables of an environment, the values of its secrets, and what is known of its branch. */
export const removeVariables = async (environmentId: string): Promise<void> => {
  for (const { name, secret } of await variablesOf(environmentId)) {
    if (secret) await removeSecret(variableSecret(environmentId, name));
    await removeVariable(environmentId, name);
  }
  await forgetReplaced(environmentId);
};
