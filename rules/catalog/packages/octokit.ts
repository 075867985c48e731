import type { Entry, Operation } from "../entry.ts";

const reads = [
  "get", "list", "getAuthenticated", "getByUsername", "getContent", "getBranch", "getReadme", "getLatestRelease",
  "getReleaseByTag", "getCollaboratorPermissionLevel", "getCombinedStatusForRef", "getCommit", "getRef", "getTree",
  "getBlob", "getLabel", "getComment", "getInstallation", "getRepoInstallation", "getOrgInstallation",
  "getUserInstallation", "getMembershipForUser", "getWorkflowRun", "listFiles", "listCommits", "listComments",
  "listReviews", "listReviewComments", "listReleases", "listTags", "listBranches", "listForRepo", "listForOrg",
  "listForUser", "listForRef", "listForAuthenticatedUser", "listMembers", "listMilestones", "listLabelsOnIssue",
  "listLabelsForRepo", "listInstallations", "listReposAccessibleToInstallation", "listContributors", "listWorkflowRuns",
  "listWorkflowRunsForRepo", "listWorkflowRunArtifacts", "listArtifactsForRepo", "listJobsForWorkflowRun",
  "listCollaborators", "compareCommits", "compareCommitsWithBasehead", "checkCollaborator", "checkMembershipForUser",
  "code", "commits", "issuesAndPullRequests", "repos", "users",
];
const writes = [
  "create", "update", "delete", "merge", "createComment", "updateComment", "deleteComment", "createReview",
  "createReviewComment", "createReplyForReviewComment", "submitReview", "dismissReview", "requestReviewers",
  "removeRequestedReviewers", "addLabels", "setLabels", "removeLabel", "removeAllLabels", "createLabel", "updateLabel",
  "deleteLabel", "addAssignees", "removeAssignees", "lock", "unlock", "createMilestone", "createRef", "updateRef",
  "deleteRef", "createCommit", "createTree", "createBlob", "createTag", "createRelease", "updateRelease",
  "deleteRelease", "createCommitStatus", "createOrUpdateFileContents", "deleteFile", "createDispatchEvent",
  "createWorkflowDispatch", "createDeployment", "createDeploymentStatus", "createFork", "createWebhook",
  "createForIssue", "createForIssueComment", "createForAuthenticatedUser", "createInOrg", "updateBranch",
  "createInstallationAccessToken", "addCollaborator", "removeCollaborator", "cancelWorkflowRun", "reRunWorkflow",
];

const endpoints = ["__type"];

/**
 * The objects that hold the endpoints: `octokit.issues.create`. Their own names are too common to be asked about
 * anywhere.
 */
const scopes = [
  "actions", "activity", "apps", "billing", "checks", "codeScanning", "codespaces", "dependabot", "gists", "git",
  "interactions", "issues", "markdown", "migrations", "orgs", "packages", "projects", "pulls", "reactions", "repos",
  "search", "secretScanning", "teams", "users",
];

const operations: readonly Operation[] = [
  { members: reads, containers: endpoints, inside: scopes, options: [0], idempotent: true },
  { members: writes, containers: endpoints, inside: scopes, options: [0] },
  { members: ["request", "graphql"], options: [1] },
  { members: ["paginate", "iterator"], options: [1], endless: true },
];

/**
 * Versions 5 of octokit and 22 of @octokit/rest, whose calls are plugins' and the core's: the 5 minutes of Node's
 * `fetch`. A signal ends a call, which was seen; one that fires within a body lets it resolve with "".
 * `request.timeout` is in the documentation and reaches nobody. A client made with a `fetch` or a hook of its own may
 * bound all of its calls.
 */
const octokit: Entry = {
  package: "octokit",
  also: ["@octokit/plugin-rest-endpoint-methods", "@octokit/core", "@octokit/rest"],
  service: "http",
  operations,
  waits: { limit: 300_000, words: "waits up to 5 minutes for headers, then 5 minutes between chunks" },
  waitsInBrowser: { limit: 300_000, words: "waits until the browser gives up, which takes minutes" },
  bounds: { "request.signal": "signal", "request.fetch": "opaque" },
  powerless: { "request.timeout": "is ignored" },
  programWide: [["octokit", "\\bfetch\\s*[:,}]"], ["octokit", "\\bhook\\.(wrap|before)\\(\\s*[\"']request"]],
  remedy: { option: "request.signal", writes: "signal" },
  throwsOnStatus: true,
};

export default [octokit];
