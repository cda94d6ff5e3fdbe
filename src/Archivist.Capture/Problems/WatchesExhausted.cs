using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The kernel watches no more directories for this user (fs.inotify.max_user_watches): everything is walked instead.</summary>
public sealed record WatchesExhausted(string Path, int Watched) : Problem(Failure.None, Path);
