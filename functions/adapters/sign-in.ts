/** Ways in, for whoever runs an installation: a link for a person, a token for a script. */
import { OWNER, OWNER_PERMISSIONS } from '../../core/permissions';
import { newId, newSecret } from './ids';
import { putCode, putToken } from './store/credentials';

const CODE_SECONDS = 10 * 60;

/** A code that signs the owner in, once, within ten minutes. */
export const createSignInCode = async (memberName: string): Promise<string> => {
  const code = newSecret();
  const owner = { id: 'mem_owner', name: memberName, permissions: OWNER_PERMISSIONS, roles: OWNER };
  await putCode(code, owner, CODE_SECONDS);
  return code;
};

/** An API token that may do everything. Only its hash is kept. */
export const createApiToken = async (name: string): Promise<string> => {
  const token = newSecret('trt_');
  await putToken(token, { id: newId('tok'), name, permissions: OWNER_PERMISSIONS, roles: OWNER });
  return token;
};
