using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;

namespace Archivist.Recovery.Program;

/// <summary>Nobody is there who could change discs: what is in the drives is all there is.</summary>
internal sealed class NoDiscRequests : IDiscRequests
{
    /// <inheritdoc/>
    public ValueTask AskAsync(CataloguedDisc wanted, long bytes, IReadOnlyList<string> drives, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    public ValueTask NoticeAsync(string drive, string found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask AcceptAsync(string found, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask TellAsync(string sentence, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
