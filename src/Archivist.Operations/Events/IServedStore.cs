namespace Archivist.Operations.Events;

/// <summary>A store that is being served until it is disposed of.</summary>
public interface IServedStore : IAsyncDisposable
{
    /// <summary>Where, as <c>http://HOST:PORT/</c>.</summary>
    string Address { get; }

    /// <summary>Completes when serving was stopped and the requests at hand were answered.</summary>
    /// <param name="cancellationToken">Stops serving.</param>
    Task WaitAsync(CancellationToken cancellationToken);
}
