namespace Archivist.Repository.Stores;

/// <summary>The capability of a store whose operating system keeps what was written in memory.</summary>
public interface ICachedStore
{
    /// <summary>Asks that the next reading of an object comes from the medium; advice, which a memory file system cannot follow.</summary>
    void ForgetCached(ObjectName name);
}
