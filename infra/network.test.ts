import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { createNetwork, type Network } from './network';
import { synthesize } from './testing/synthesize';

describe('the network of builders', () => {
  let made: Network | undefined;
  const template = synthesize((stack) => {
    made = createNetwork(stack, { name: 'trellis' });
  });

  it('costs nothing while nobody builds: no NAT gateway, no address, no interface endpoint', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
    template.allResourcesProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 2);
  });

  it('lets nothing in', () => {
    template.allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0', IpProtocol: '-1' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  it('leads out of two zones, and gives an address only to who asks for one, as builders do', () => {
    expect(made?.assignPublicIp).toBe(true);
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
    template.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', 2);
    template.hasResource('AWS::EC2::Route', {
      Properties: { DestinationCidrBlock: '0.0.0.0/0', GatewayId: Match.anyValue() },
      // A route to a gateway that is not attached yet is refused.
      DependsOn: ['GatewayAttachment'],
    });
  });

  it('needs no function of CDK’s own', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it('is the team’s own when it names one: only the security group is made', () => {
    let network: Network | undefined;
    const own = synthesize((stack) => {
      network = createNetwork(stack, {
        name: 'trellis',
        own: {
          vpcId: 'vpc-0123456789abcdef0',
          subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
          assignPublicIp: false,
        },
      });
    });
    expect(network?.assignPublicIp).toBe(false);
    expect(network?.subnetIds).toEqual(['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1']);
    own.resourceCountIs('AWS::EC2::VPC', 0);
    own.resourceCountIs('AWS::EC2::Subnet', 0);
    own.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: 'vpc-0123456789abcdef0',
      SecurityGroupIngress: [],
    });
  });
});
