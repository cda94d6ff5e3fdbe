using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The signing key of a webhook is not one of Standard Webhooks; it is not repeated.</summary>
public sealed record WebhookSecretInvalid(string Target) : Problem(Failure.Usage, Target);
