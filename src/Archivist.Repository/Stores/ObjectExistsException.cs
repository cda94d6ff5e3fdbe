namespace Archivist.Repository.Stores;

/// <summary>An object of that name is already there; objects are never overwritten.</summary>
public sealed class ObjectExistsException(ObjectName name)
    : IOException($"{name} already exists and objects are never overwritten");
