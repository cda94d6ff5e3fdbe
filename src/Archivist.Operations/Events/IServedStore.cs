namespace Archivist.Operations.Events;

/// <summary>A store that is being served until it is disposed of.</summary>
public interface IServedStore : IAsyncDisposable
{
    /// <summary>Where, as <c>http://HOST:PORT/</c>.</summary>
    string Address { get; }
}
