using System.Net;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>
/// Keeps one rclone running for a remote, from the first request on: one that ended is started again. Requests go to it over HTTP/2 on its standard streams. Thread-safe. Disposing of it ends rclone.
/// </summary>
/// <param name="remote">Finds out what to start; called for each start and not before, because it looks at files.</param>
/// <param name="clock">Measures how long each one lived.</param>
internal sealed class RcloneServer(Func<RcloneRemote> remote, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>So many times in a row it may end soon after it was started.</summary>
    private const int MostEarlyEnds = 5;

    /// <summary>One that lived so long ended for a reason of its own.</summary>
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private RcloneChild? _child;
    private IDisposable? _http;
    private long _startedAt;
    private int _earlyEnds;
    private bool _isDisposed;

    /// <summary>The address that requests go to: no name of a host, as none is looked up.</summary>
    internal static Uri Url { get; } = new("http://rclone.invalid/");

    /// <summary>Its last words; null when there are none.</summary>
    internal string? LastWords => _child?.LastWords;

    /// <summary>The process id of the rclone that runs; null when none does.</summary>
    internal int? ProcessId => _child is { HasEnded: false } child ? child.Id : null;

    /// <summary>Makes the client of this rclone; the server keeps ownership. Call it once.</summary>
    internal HttpClient Connect()
    {
        var http = new HttpClient(new Http2Handler(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http = http;
        return http;
    }

    /// <summary>Starts rclone unless it runs.</summary>
    /// <exception cref="ArchivistException">As <see cref="RcloneChild.StartAsync"/>; or it ended too often.</exception>
    internal async ValueTask EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_child is { HasEnded: false })
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_child is not { HasEnded: false })
                await StartAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _http?.Dispose();
            if (_child is not null)
                await _child.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A connection to rclone. There is one to each; when it broke, its rclone is of no more use.</summary>
    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_child is { HasEnded: false } && _child.TakeStream() is { } stream)
                return stream;
            await StartAsync(cancellationToken);
            return _child!.TakeStream()!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var isRestart = _child is not null;
        var place = remote();
        if (_child is { } ended)
        {
            _earlyEnds = clock.GetElapsedTime(_startedAt) < LongLife ? _earlyEnds + 1 : 0;
            if (_earlyEnds >= MostEarlyEnds)
                throw new ArchivistException(new RcloneFailed(place.Location, RcloneFault.EndsAgain, ended.LastWords), new StoreFailureException("ends again and again", isTransient: false));
            await ended.DisposeAsync();
        }

        try
        {
            _child = await RcloneChild.StartAsync(place, clock, cancellationToken);
            _startedAt = clock.GetTimestamp();
        }
        catch (ArchivistException failure) when (isRestart && failure.Problem is RcloneFailed)
        {
            // It served before: what keeps it from that may pass, as a network that is down for a moment.
            throw new ArchivistException(failure.Problem, new StoreFailureException("not restarted", isTransient: true, cause: failure));
        }
    }

    /// <summary>Asks for HTTP/2 without negotiation, the one thing that rclone speaks there.</summary>
    private sealed class Http2Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
