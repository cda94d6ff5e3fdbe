using Archivist.Platform.Files;

namespace Archivist.Platform.FileSystem;

/// <summary>What happened in a watched directory (man 7 inotify).</summary>
/// <param name="Watch">The number of the watch; -1 when the queue overflowed.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Name">The entry that it happened to; null for the directory itself.</param>
internal readonly record struct DirectoryEvent(int Watch, DirectoryEventKind Kind, FileName? Name);
