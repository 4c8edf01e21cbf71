export { request, response } from './shared/invoke';
