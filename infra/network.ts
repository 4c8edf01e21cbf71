/**
 * The network of builders: public subnets that nothing can come into, and no NAT gateway, which would cost more than all the rest of
 * an idle installation. Or subnets of one's own.
 */
import { Fn, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** What decides the network. */
export interface NetworkProps {
  name: string;
  /** Subnets that are there already; left out, a network is made. */
  own?: { vpcId: string; subnetIds: readonly string[]; assignPublicIp: boolean };
}

/** Where builders run. */
export interface Network {
  subnetIds: string[];
  securityGroupId: string;
  /** Whether builders ask for a public address: without one, a public subnet leads nowhere, and a private one takes none. */
  assignPublicIp: boolean;
}

/** Two zones: when one has no room for a task, the other may. */
const zones = [0, 1];
const addresses = '10.0.0.0/16';

const createSubnets = (scope: Construct, name: string): { vpcId: string; subnetIds: string[] } => {
  const vpc = new ec2.CfnVPC(scope, 'Vpc', {
    cidrBlock: addresses,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: [{ key: 'Name', value: name }],
  });
  const gateway = new ec2.CfnInternetGateway(scope, 'Gateway', { tags: [{ key: 'Name', value: name }] });
  const attachment = new ec2.CfnVPCGatewayAttachment(scope, 'GatewayAttachment', {
    vpcId: vpc.ref,
    internetGatewayId: gateway.ref,
  });
  const table = new ec2.CfnRouteTable(scope, 'RouteTable', { vpcId: vpc.ref });
  Tags.of(table).add('Name', name);
  new ec2.CfnRoute(scope, 'RouteOut', {
    routeTableId: table.ref,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: gateway.ref,
  }).addResourceDependency(attachment);
  const subnetIds = zones.map((index) => {
    const subnet = new ec2.CfnSubnet(scope, `Subnet${index + 1}`, {
      vpcId: vpc.ref,
      // Of the account's zones, which are asked for when the stack is deployed: nothing is looked up before.
      availabilityZone: Fn.select(index, Fn.getAzs()),
      cidrBlock: Fn.select(index, Fn.cidr(addresses, zones.length, '12')),
      // A task asks for its address itself; nothing else gets one.
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: `${name}-${index + 1}` }],
    });
    new ec2.CfnSubnetRouteTableAssociation(scope, `Subnet${index + 1}Routes`, {
      subnetId: subnet.ref,
      routeTableId: table.ref,
    });
    return subnet.ref;
  });
  // Artifacts, layers of images and tables of the account by a way that costs nothing and leaves no network of Amazon's.
  for (const service of ['s3', 'dynamodb'])
    new ec2.CfnVPCEndpoint(scope, `Endpoint-${service}`, {
      vpcId: vpc.ref,
      serviceName: Fn.join('.', ['com.amazonaws', Stack.of(scope).region, service]),
      vpcEndpointType: 'Gateway',
      routeTableIds: [table.ref],
    });
  return { vpcId: vpc.ref, subnetIds };
};

/** The network, and a security group that lets everything out and nothing in. */
export const createNetwork = (scope: Construct, { name, own }: NetworkProps): Network => {
  const { vpcId, subnetIds } = own ?? createSubnets(scope, name);
  const group = new ec2.CfnSecurityGroup(scope, 'BuilderGroup', {
    vpcId,
    groupDescription: `Builders of Trellis (${name}): everything out, nothing in`,
    // Builds fetch from, test against and deploy to whatever their owners use.
    securityGroupEgress: [{ ipProtocol: '-1', cidrIp: '0.0.0.0/0', description: 'everything' }],
    securityGroupIngress: [],
  });
  return {
    subnetIds: [...subnetIds],
    securityGroupId: group.attrGroupId,
    assignPublicIp: own?.assignPublicIp ?? true,
  };
};
