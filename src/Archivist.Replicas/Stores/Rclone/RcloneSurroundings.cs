namespace Archivist.Replicas.Stores.Rclone;

/// <summary>The user's surroundings that decide how rclone is started; passed in so that tests decide them.</summary>
/// <param name="Home">The user's home, an absolute directory: below it lie SSH's known hosts and keys.</param>
/// <param name="Find">The value of an environment variable; null when it is not set or empty.</param>
public sealed record RcloneSurroundings(string Home, Func<string, string?> Find);
