namespace Archivist.Operations.Reviewing;

/// <summary>Asks how the archive is, by what was verified before. Contacts no replica.</summary>
public sealed record StatusRequest : OperationRequest;
