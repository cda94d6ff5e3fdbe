namespace Archivist.Operations.Serving;

/// <summary>A service that runs, or did.</summary>
/// <param name="Archive">The name of the archive.</param>
/// <param name="Address">Where it answers for its health, as <c>http://HOST:PORT/</c>.</param>
/// <param name="Schedules">The names of the schedules that were on when it began, sorted.</param>
public sealed record RunServiceResult(string Archive, string Address, IReadOnlyList<string> Schedules) : OperationResult;
