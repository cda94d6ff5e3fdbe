namespace Archivist.Repository.Stores;

/// <summary>The capability of a source made of several that may hold the same object: when one copy is damaged, the next is asked.</summary>
public interface IRedundantStore
{
    /// <summary>The copies, cheapest first.</summary>
    IReadOnlyList<IObjectSource> Copies { get; }
}
