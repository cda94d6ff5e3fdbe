using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Neither the request nor the settings name a repository.</summary>
public sealed record NoRepositoryNamed() : Problem(Failure.Usage, "repository");
