/** How CodeBuild builds the builder's image: on which machine, from what, by which commands. */
import type { CfnProject, CfnProjectProps } from 'aws-cdk-lib/aws-codebuild';
import type { Architecture } from './image-source';

/** What a build needs to know. */
interface ImageBuild {
  architecture: Architecture;
  /** The archive of the sources, as bucket and key. */
  source: string;
  repositoryUri: string;
  registry: string;
  /** The tag of these sources; whoever starts a build may give another one as `IMAGE_TAG`. */
  tag: string;
}

/** Machines of Amazon's with Docker on them. */
const machines: Record<Architecture, Pick<CfnProject.EnvironmentProperty, 'type' | 'image'>> = {
  ARM64: { type: 'ARM_CONTAINER', image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0' },
  X86_64: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0' },
};

/** The builder's own Node.js in the image, which alone may run commands as another user. */
const program = '/opt/trellis/bin/node';

/** True when it can: printed by a command that it has run as the user of commands. */
const tryProgram = `process.stdout.write(require('node:child_process').execFileSync('id', ['-u'], { uid: 1000, gid: 1000 }))`;

/** The commands of a build; what fails ends it, and nothing is pushed. */
export const buildCommands: readonly string[] = [
  'docker build --file builder-image/Dockerfile --tag "$REPOSITORY_URI:$IMAGE_TAG" .',
  // An image that cannot run a command as its user must not be pushed.
  `test "$(docker run --rm --read-only --entrypoint ${program} "$REPOSITORY_URI:$IMAGE_TAG" --eval "${tryProgram}")" = 1000`,
  'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
  'docker push --quiet "$REPOSITORY_URI:$IMAGE_TAG"',
];

/** The project's part that says how to build. */
export const imageBuild = ({
  architecture,
  source,
  repositoryUri,
  registry,
  tag,
}: ImageBuild): Pick<
  CfnProjectProps,
  'artifacts' | 'source' | 'environment' | 'timeoutInMinutes' | 'queuedTimeoutInMinutes'
> => ({
  artifacts: { type: 'NO_ARTIFACTS' },
  source: {
    type: 'S3',
    location: source,
    buildSpec: JSON.stringify({ version: '0.2', phases: { build: { commands: buildCommands } } }),
  },
  environment: {
    ...machines[architecture],
    computeType: 'BUILD_GENERAL1_SMALL',
    // Docker needs it; the machine is thrown away after the build.
    privilegedMode: true,
    environmentVariables: [
      { name: 'REPOSITORY_URI', value: repositoryUri },
      { name: 'REGISTRY', value: registry },
      { name: 'IMAGE_TAG', value: tag },
    ],
  },
  timeoutInMinutes: 30,
  queuedTimeoutInMinutes: 60,
});
