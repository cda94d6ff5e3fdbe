namespace Archivist.Operations.Keys.Sharing;

/// <summary>A sheet that was read back, and is the one that was printed.</summary>
/// <param name="Set">The set of shares that it is about.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
public sealed record TestSheetResult(string Set, string Fingerprint) : OperationResult;
