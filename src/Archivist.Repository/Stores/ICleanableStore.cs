namespace Archivist.Repository.Stores;

/// <summary>The capability of a store in which killed runs leave half-written objects. Wrappers that do not write hide it.</summary>
public interface ICleanableStore
{
    /// <summary>Removes what killed runs left half written. An object that a living process is still writing stays.</summary>
    /// <returns>The number of files removed.</returns>
    int RemoveUnfinished();
}
