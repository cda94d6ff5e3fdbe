namespace Archivist.Replicas.Stores.Http;

/// <summary>The connections of a program, one set for each way in which servers are trusted. Thread-safe.</summary>
public sealed class HttpConnections : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerTrust, HttpMessageHandler> _handlers = [];

    /// <summary>The connections to servers that are trusted in that way; they stay the owner's.</summary>
    /// <exception cref="Platform.Problems.ArchivistException"><see cref="Platform.Problems.Failure.Usage"/>: a certificate cannot be read.</exception>
    public HttpMessageHandler Find(ServerTrust trust)
    {
        lock (_gate)
        {
            if (!_handlers.TryGetValue(trust, out var handler))
                _handlers.Add(trust, handler = HttpConnection.CreateHandler(trust));
            return handler;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var handler in _handlers.Values)
                handler.Dispose();
            _handlers.Clear();
        }
    }
}
