namespace Archivist.Repository.Stores;

/// <summary>A store made of several that may hold the same object: when one copy is damaged, the next is asked.</summary>
public interface IRedundantStore : IObjectStore
{
    /// <summary>The stores, cheapest first.</summary>
    IReadOnlyList<IObjectStore> Copies { get; }
}
