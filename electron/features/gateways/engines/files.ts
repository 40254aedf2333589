import type { EngineId } from '../../../../shared/domain/engines/engine.ts';
import { haproxyFiles } from '../haproxy.ts';
import type { EngineFiles, EngineInput } from './input.ts';
import {
  apisixFiles,
  envoyFiles,
  envoyGatewayFiles,
  istioFiles,
  kongFiles,
  traefikFiles,
} from './mesh.ts';
import {
  apigeeFiles,
  aspnetFiles,
  awsFiles,
  azureFiles,
  graviteeFiles,
  springFiles,
  tykFiles,
  wso2Files,
} from './platforms.ts';
import { expressFiles, nginxFiles, workerdFiles } from './scripts.ts';
import { apacheFiles, apacheOpenidcFiles, nginxPlusFiles, rabbitmqFiles } from './servers.ts';

/** Writes each engine's configuration, and the files that it reads. */
export const engineFiles: Readonly<Record<EngineId, (input: EngineInput) => EngineFiles>> = {
  haproxy: haproxyFiles,
  nginx: nginxFiles,
  'nginx-plus': nginxPlusFiles,
  apache: apacheFiles,
  'apache-openidc': apacheOpenidcFiles,
  envoy: envoyFiles,
  'envoy-gateway': envoyGatewayFiles,
  istio: istioFiles,
  kong: kongFiles,
  apisix: apisixFiles,
  traefik: traefikFiles,
  tyk: tykFiles,
  gravitee: graviteeFiles,
  aws: awsFiles,
  azure: azureFiles,
  apigee: apigeeFiles,
  wso2: wso2Files,
  spring: springFiles,
  aspnet: aspnetFiles,
  express: expressFiles,
  workerd: workerdFiles,
  rabbitmq: rabbitmqFiles,
};
