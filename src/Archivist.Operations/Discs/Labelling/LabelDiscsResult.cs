namespace Archivist.Operations.Discs.Labelling;

/// <summary>What is to be printed.</summary>
/// <param name="Files">In the order in which they were written.</param>
public sealed record LabelDiscsResult(IReadOnlyList<PrintedFile> Files) : OperationResult;
