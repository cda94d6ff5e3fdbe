namespace Archivist.Operations.Serving;

/// <summary>A repository that is, or was, served.</summary>
/// <param name="Location">The repository.</param>
/// <param name="Address">Where, as <c>http://HOST:PORT/</c>.</param>
public sealed record ServeResult(string Location, string Address) : OperationResult;
