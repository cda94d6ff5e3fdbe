using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>
/// One running <c>rclone serve restic --stdio</c>. It ends when its input does: when it is disposed of, and when this process ends or is killed. Thread-safe.
/// </summary>
internal sealed class RcloneChild : IAsyncDisposable
{
    /// <summary>Some vendors take their time until they have signed in.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    /// <summary>How long it may take to end by itself: it has nothing left to store by then.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly ToolProcess _process;
    private readonly RcloneWords _words;
    private Stream? _stream;
    private volatile bool _isDisposed;

    private RcloneChild(ToolProcess process, RcloneWords words, Stream stream) => (_process, _words, _stream) = (process, words, stream);

    /// <summary>True once it has ended.</summary>
    internal bool HasEnded => _isDisposed || _process.HasExited;

    /// <summary>Its last words; null when there are none.</summary>
    internal string? LastWords => _words.Last;

    /// <summary>The process id.</summary>
    internal int Id => _process.Id;

    /// <summary>Starts rclone and waits until it serves.</summary>
    /// <exception cref="ArchivistException">
    /// An <see cref="RcloneFailed"/>: it ended or stayed silent; <see cref="Failure.Failed"/>: rclone is not installed or cannot be started.
    /// </exception>
    internal static async Task<RcloneChild> StartAsync(RcloneRemote remote, TimeProvider clock, CancellationToken cancellationToken)
    {
        var process = ToolProcess.Start(remote.Command);
        var words = new RcloneWords();
        var listening = words.ListenAsync(process.ErrorOutput);
        try
        {
            // A server of HTTP/2 speaks first (RFC 9113 3.4): its settings say that it is there.
            var first = new byte[4096];
            var read = await process.Output.ReadAsync(first, CancellationToken.None).AsTask().WaitAsync(StartPatience, clock, cancellationToken);
            if (read > 0)
                return new RcloneChild(process, words, new PipeStream(process.Output, process.Input, first.AsMemory(0, read)));
            await listening.WaitAsync(EndPatience, clock, cancellationToken);
            throw Failed(remote, words.Fault, words);
        }
        catch (TimeoutException)
        {
            await process.DisposeAsync();
            throw Failed(remote, RcloneFault.Silent, words);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection to it, which the caller owns from then on; null when it was taken before: there is only one.</summary>
    internal Stream? TakeStream() => Interlocked.Exchange(ref _stream, null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        try
        {
            await _process.Input.DisposeAsync();
        }
        catch (IOException)
        {
            // It ended first.
        }

        using var patience = new CancellationTokenSource(EndPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It hangs, and is killed.
        }

        await _process.DisposeAsync();
    }

    private static ArchivistException Failed(RcloneRemote remote, RcloneFault fault, RcloneWords words) => new(
        new RcloneFailed(remote.Location, fault, words.Last), new StoreFailureException(fault.ToString(), isTransient: false, isSilent: fault is RcloneFault.Silent));
}
