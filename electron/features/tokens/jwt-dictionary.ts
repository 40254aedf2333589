/**
 * What most tokens contain, the most frequent last: deflated with it, a token takes half as much.
 * Stored tokens can only be read with the same text, so it must never change. A better one would be
 * another format of `jwt-code.ts`.
 */
export const jwtDictionary = Buffer.from(
  [
    '10PerMin20PerMin50PerMinSilverGoldSANDBOX{"typ":"JWT","x5t":"ES384EdDSAPS256RS512RS384',
    '{"typ":"at+jwt","alg":"ES256","kid":"{"typ":"at+jwt","alg":"RS256","kid":"',
    '{"iss":"https://latchkey.localhost","sub":"","aud":["https://latchkey.localhost"],',
    '"client_id":"","azp":"","iat":17,"nbf":17,"exp":253402300799,"jti":"","scope":"default",',
    '"aut":"APPLICATION","keytype":"PRODUCTION","consumerKey":"",',
    '"application":{"id":1,"uuid":"","name":"","owner":"","tier":"Unlimited"},',
    '"subscribedAPIs":[{"name":"","context":"/","version":"1.0.0","publisher":"",',
    '"subscriptionTier":"Bronze","subscriberTenantDomain":"carbon.super"}],',
    '"tierInfo":{"Bronze":{"stopOnQuotaReach":true,"spikeArrestLimit":0,"spikeArrestUnit":null}}}',
  ].join(''),
);
