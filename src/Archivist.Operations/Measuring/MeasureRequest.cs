namespace Archivist.Operations.Measuring;

/// <summary>Asks for the figures of an archive, from what is known. Contacts nothing.</summary>
public sealed record MeasureRequest : OperationRequest;
