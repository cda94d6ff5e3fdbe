using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>The state of a ledger at one size; two heads of the same size with different roots prove a fork.</summary>
/// <param name="Origin">Which ledger.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root of the RFC 6962 tree over them.</param>
public sealed record LedgerHead(string Origin, long Size, Digest Root);
