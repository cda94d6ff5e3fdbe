using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>Proves one entry under the signed head, and that the head continues an older one. Reads only the tiles that are needed.</summary>
public sealed class ProveLedgerOperation(OperationEnvironment environment) : Operation<ProveLedgerRequest, ProveLedgerResult>(environment)
{
    private protected override async Task<ProveLedgerResult> RunAsync(ProveLedgerRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var folder = settings.Ledger.Folder;
        var head = await (await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        if (request.Entry < 0 || request.Entry >= head.Size)
            throw new ArchivistException(new LedgerEntryNotThere(request.Entry, head.Size));
        if (request.Since is { } older && (older < 1 || older > head.Size))
            throw new ArchivistException(new LedgerEntryNotThere(older, head.Size));
        var entry = await LedgerFolder.ReadEntryAsync(folder, request.Entry, head.Size, cancellationToken);
        var leaf = MerkleTree.LeafHash(entry.Span);
        var inclusion = await LedgerFolder.ProveInclusionAsync(folder, request.Entry, head.Size, cancellationToken);
        if (!MerkleTree.VerifyInclusion(leaf, request.Entry, head.Size, inclusion, head.Root))
            throw new ArchivistException(new LedgerNotProvable(folder, request.Entry));
        var consistency = request.Since is { } since ? await LedgerFolder.ProveConsistencyAsync(folder, since, head.Size, cancellationToken) : null;
        return new ProveLedgerResult(entry, leaf, head, inclusion, consistency);
    }
}
