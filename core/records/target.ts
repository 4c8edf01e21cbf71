/** The AWS account that an environment's deploy commands act in, as its item keeps it. */

/** The account of an environment. */
export type TargetRecord = TargetAccess & {
  /** Null: the region that the framework's own configuration names. */
  region: string | null;
  /** Another one with each change: what was started for one revision gets no credentials of the next. */
  revision: string;
  updatedAt: string;
  updatedBy: string;
};

/** How Trellis gets into the account. */
type TargetAccess =
  | {
      kind: 'ROLE';
      roleArn: string;
      /** True when commands get credentials as plain variables, which nothing renews. */
      asVariables: boolean;
    }
  | {
      kind: 'KEYS';
      /** The last four characters of the id. */
      accessKeyId: string;
      /** Where the secret store holds both parts, as JSON of `AccessKeys` (`core/target.ts`). */
      secretName: string;
    };
