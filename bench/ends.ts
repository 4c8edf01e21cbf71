/** Hears of the ends of deployments as they are announced, without asking again and again. */
import { isTerminal } from '../core/states';
import type { Deployment, DeploymentStatus } from '../generated/schema';
import { Subscription } from '../e2e/support/realtime';
import type { Trellis } from '../e2e/support/trellis';

const onDeployment = `subscription ($appId: ID!) { onDeployment(appId: $appId) { id appId status } }`;

/** An end, and when it was heard of (milliseconds since 1970). */
export interface End {
  status: DeploymentStatus;
  at: number;
}

/** The ends of one app's deployments. */
export class Ends {
  private readonly known = new Map<string, End>();
  private readonly waiting = new Map<string, (end: End) => void>();

  private constructor(private readonly subscription: () => Promise<void>) {}

  /** Subscribes; what ends from now on is heard. */
  static async of(trellis: Trellis, appId: string): Promise<Ends> {
    const subscribed = Subscription.open<{ onDeployment: Deployment }>(
      trellis.host,
      onDeployment,
      { appId },
      ({ onDeployment: { id, status } }, at) => {
        if (isTerminal(status)) ends.note(id, { status, at });
      },
    );
    const ends = new Ends(async () => (await subscribed).close());
    await subscribed;
    return ends;
  }

  /** The end of a deployment that began after the subscription. */
  async end(id: string): Promise<End> {
    const known = this.known.get(id);
    return known ?? new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close(): Promise<void> {
    return this.subscription();
  }

  private note(id: string, end: End): void {
    if (this.known.has(id)) return;
    this.known.set(id, end);
    this.waiting.get(id)?.(end);
    this.waiting.delete(id);
  }
}
