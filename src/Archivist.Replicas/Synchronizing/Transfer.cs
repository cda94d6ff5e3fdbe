using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>One object that a target takes.</summary>
/// <param name="Index">Its place on the board.</param>
/// <param name="Item">The object.</param>
/// <param name="Shared">The object in the window; null when this target alone reads it.</param>
internal sealed record Transfer(int Index, StoredObject Item, SharedObject? Shared);
