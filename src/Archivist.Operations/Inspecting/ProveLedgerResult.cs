using Archivist.Evidence;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Inspecting;

/// <summary>An entry and its proofs, which were verified before they are given out (RFC 6962 2.1.1 and 2.1.2).</summary>
/// <param name="Entry">The entry as it was written.</param>
/// <param name="Leaf">Its leaf hash.</param>
/// <param name="Head">The head in force.</param>
/// <param name="Inclusion">The inclusion proof, lowest first.</param>
/// <param name="Consistency">The consistency proof from the older head; null without one.</param>
public sealed record ProveLedgerResult(ReadOnlyMemory<byte> Entry, Digest Leaf, LedgerHead Head, IReadOnlyList<Digest> Inclusion, IReadOnlyList<Digest>? Consistency) : OperationResult;
