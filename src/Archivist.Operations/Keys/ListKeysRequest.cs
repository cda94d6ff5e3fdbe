namespace Archivist.Operations.Keys;

/// <summary>Asks for the keys of a repository.</summary>
public sealed record ListKeysRequest : OperationRequest;
