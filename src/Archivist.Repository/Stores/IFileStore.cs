namespace Archivist.Repository.Stores;

/// <summary>The capability of a store that keeps each object in a file, which can be read again and again without the store. Wrappers that limit or count reading hide it.</summary>
public interface IFileStore
{
    /// <summary>The bytes of one object that exists, as a file.</summary>
    IReplayableContent ContentOf(ObjectName name);
}
