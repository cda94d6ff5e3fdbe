namespace Archivist.Operations.Listing;

/// <summary>A finished listing of the states of a path.</summary>
/// <param name="States">The number of states; 0 when no snapshot has the path.</param>
public sealed record ListStatesResult(int States) : OperationResult;
