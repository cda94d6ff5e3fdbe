using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A store takes requests only from users that it knows, and nothing says as whom to come.</summary>
public sealed record CredentialsMissing(string Location) : Problem(Failure.Usage, Location);
