
namespace Archivist.Operations.Configuration;

/// <summary>Where the ledger is.</summary>
/// <param name="Folder">The log itself, absolute; public, copied to discs and replicas.</param>
/// <param name="Key">The file with the signing key, absolute; never inside <paramref name="Folder"/>.</param>
internal sealed record LedgerSettings(string Folder, string Key);
