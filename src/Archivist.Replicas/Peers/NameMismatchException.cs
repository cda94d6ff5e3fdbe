using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>Content arrived whose hash is not the name of the object.</summary>
internal sealed class NameMismatchException(ObjectName name)
    : IOException($"{name}: the content has another hash");
