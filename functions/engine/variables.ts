/** Variables of an environment that is gone. */
import { removeSecret, variableSecret } from '../adapters/secrets';
import { removeVariable, variablesOf } from '../adapters/store/variables';

/** Forgets all variables of an environment, and the values of its secrets. */
export const removeVariables = async (environmentId: string): Promise<void> => {
  for (const { name, secret } of await variablesOf(environmentId)) {
    if (secret) await removeSecret(variableSecret(environmentId, name));
    await removeVariable(environmentId, name);
  }
};
