using System.Security.Cryptography;
using System.Text;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Auditing;

/// <summary>
/// Decides what is sampled. First a checkpoint over the ledger is signed, then the nonce is drawn: a replica cannot have been prepared for the ranges, and the
/// auditor cannot choose ranges that are known to be good without the ledger showing it.
/// </summary>
/// <param name="Checkpoint">The size of the tree; null without a ledger.</param>
/// <param name="Root">Its root; all zero without a ledger.</param>
/// <param name="Nonce">32 random bytes.</param>
internal sealed record AuditSeed(long? Checkpoint, Digest Root, Digest Nonce)
{
    /// <summary>Commits to the replicas that are about to be audited, then draws. A ledger that cannot be written is reported with the other entries.</summary>
    internal static async Task<AuditSeed> DrawAsync(
        ArchiveLedger? ledger, IReadOnlyList<string> replicas, Bookkeeping entries, TimeProvider clock, CancellationToken cancellationToken)
    {
        LedgerHead? head = null;
        if (ledger is not null)
            await entries.TryAsync(async () => head = await ledger.AppendAsync(new LedgerEntry.AuditBegun(clock.GetUtcNow(), replicas), cancellationToken));
        return new AuditSeed(head?.Size, head?.Root ?? default, new Digest(RandomNumberGenerator.GetBytes(Digest.Size)));
    }

    /// <summary>The seed for one replica: SHA-256 of root, nonce and the name of the replica in UTF-8.</summary>
    internal Digest For(string replica)
    {
        var message = new byte[2 * Digest.Size + Encoding.UTF8.GetByteCount(replica)];
        Root.WriteTo(message);
        Nonce.WriteTo(message.AsSpan(Digest.Size));
        Encoding.UTF8.GetBytes(replica, message.AsSpan(2 * Digest.Size));
        return Digest.Of(message);
    }
}
