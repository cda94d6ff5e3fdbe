namespace Archivist.DiscProbe;
internal static class Fuzzing { internal static Task<int> RunAsync(int cases, int seed, string[] images) => Task.FromResult(cases + seed + images.Length); }
