using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Sets;
using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program;

/// <summary>Refuses all requests, because no one can change discs: only those in the drives are available.</summary>
internal sealed class NoDiscRequests : IDiscRequests
{
    /// <inheritdoc/>
    public ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    public ValueTask NoticeAsync(string drive, DiscTitle found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask AcceptAsync(DiscTitle found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask TellAsync(Problem notice, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
