import type { Entry } from "../entry.ts";

/** Version 6: 30 s in build/index.js, seen for headers and for a body that stalls; version 5 waits 3.5 s. */
const openidClient: Entry = {
  package: "openid-client",
  service: "http",
  operations: [
    { members: ["discovery", "dynamicClientRegistration"], options: [4], target: 0 },
    { members: ["fetchUserInfo", "tokenIntrospection"], options: [], idempotent: true },
    {
      members: [
        "authorizationCodeGrant", "refreshTokenGrant", "clientCredentialsGrant", "genericGrantRequest",
        "tokenRevocation", "fetchProtectedResource", "initiateDeviceAuthorization", "initiateBackchannelAuthentication",
        "buildAuthorizationUrlWithPAR",
      ],
      options: [],
    },
    { members: ["pollDeviceAuthorizationGrant", "pollBackchannelAuthenticationGrant"], options: [], endless: true },
  ],
  waits: { limit: 30_000, words: "waits up to 30 s" },
  bounds: { timeout: "seconds" },
  retries: 0,
  throwsOnStatus: true,
};

export default [openidClient];
