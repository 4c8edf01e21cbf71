/** How often a builder reports at least. A cancel waits no longer than this; a report without news costs one read. */
export const HEARTBEAT_SECONDS = 1;
