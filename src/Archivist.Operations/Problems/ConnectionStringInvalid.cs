using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A secret is not the connection string of a PostgreSQL database.</summary>
/// <param name="Reference">Where it is; never the secret.</param>
public sealed record ConnectionStringInvalid(string Reference) : Problem(Failure.Usage, Reference);
