using System.Diagnostics;
using Archivist.Correction.Rs03;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Stores;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Images.Verifying;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.DiscProbe;

/// <summary>
/// Makes images hostile and gives them to everything that reads discs. A case may end in a tree or in an <see cref="ArchivistException"/>; anything else,
/// a read outside the image, and more work than the image's size allows are failures, which the seed repeats.
/// </summary>
internal static class Fuzzing
{
    /// <summary>Bytes that one reader may take from an image, by its size: opening alone may read it several times over.</summary>
    private const long WorkPerByte = 160, FreeWork = 512L << 20;

    internal static async Task<int> RunAsync(int cases, int seed, string[] paths)
    {
        var subjects = paths.Select(path => new Subject(path)).ToList();
        var watch = Stopwatch.StartNew();
        var (next, opened, failures) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => Task.Run(async () =>
        {
            var buffers = subjects.Select(subject => subject.Bytes.AsSpan().ToArray()).ToList();
            int number;
            while ((number = Interlocked.Increment(ref next) - 1) < cases && failures < 20)
            {
                var subject = subjects[number % subjects.Count];
                var bytes = buffers[number % subjects.Count];
                var random = new Random(unchecked((seed * 1_000_003) + number));
                var undo = subject.Mutate(bytes, random);
                try
                {
                    if (await ReadAsync(bytes, random.Next(16)))
                        Interlocked.Increment(ref opened);
                }
                catch (Exception e) when (e is not ArchivistException)
                {
                    Interlocked.Increment(ref failures);
                    await Console.Error.WriteLineAsync($"case {number} of seed {seed}, {subject.Path}, {undo.Describe()}: {e}");
                }

                undo.Apply(bytes);
            }
        })));
        Console.WriteLine(FormattableString.Invariant(
            $"{Math.Min(next, cases)} hostile images (seed {seed}), {opened} with a tree, {failures} failures, {cases / watch.Elapsed.TotalSeconds:F0} a second, {Environment.WorkingSet >> 20} MiB"));
        return failures == 0 ? 0 : 1;
    }

    /// <summary>The reader that the case is for; most are for the trees.</summary>
    private static async Task<bool> ReadAsync(byte[] bytes, int reader)
    {
        using var source = new BoundedImage(bytes, (bytes.Length * WorkPerByte) + FreeWork);
        try
        {
            switch (reader)
            {
                case 0:
                    await new ImageVerifier().VerifyAsync(source, null, CancellationToken.None);
                    return false;
                case 1:
                    if (Rs03LayoutFinder.Find(source) is { } layout)
                    {
                        using var corrected = new CorrectedImageSource(new BoundedImage(bytes, long.MaxValue), layout);
                        var sector = new byte[2048];
                        for (var at = 0L; at < corrected.Length; at += Math.Max(2048, corrected.Length / 8))
                            Ignoring<IOException>(() => corrected.Read(at, sector));
                    }

                    return false;
                default:
                    DiscFileSystem? wanted = (reader % 3) switch { 0 => DiscFileSystem.Iso9660, 1 => DiscFileSystem.Udf, _ => null };
                    using (var image = await DiscImage.OpenAsync(source, wanted, CancellationToken.None))
                        await ReadTreeAsync(image);
                    return true;
            }
        }
        catch (ArchivistException)
        {
            return false;
        }
    }

    private static async Task ReadTreeAsync(DiscImage image)
    {
        var buffer = new byte[512];
        foreach (var file in image.Root.All().Where(entry => entry.Kind is DiscEntryKind.File).Take(64))
        {
            await using var stream = image.OpenFile(file);
            if (stream.Length != file.Length)
                throw new InvalidDataException($"{file.Path} has {stream.Length} bytes, not {file.Length}");
            foreach (var position in (long[])[0, file.Length / 2, Math.Max(0, file.Length - 1)])
            {
                stream.Position = position;
                await IgnoringAsync<ArchivistException>(async () => await stream.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false));
            }

            if (file.Name == "disc.json" && file.Length <= DiscRecordFile.LargestFile)
            {
                stream.Position = 0;
                await IgnoringAsync<ArchivistException>(async () =>
                {
                    var json = new byte[file.Length];
                    await stream.ReadExactlyAsync(json);
                    DiscRecordFile.Read(json, file.Path);
                });
            }
        }

        await IgnoringAsync<ArchivistException>(async () =>
        {
            var store = DiscStore.FindOn(image);
            await foreach (var item in store.ListAsync(ObjectKind.Pack, CancellationToken.None))
            {
                await using var stream = await store.OpenAsync(item.Name, new ByteRange(0, Math.Min(item.Length, 100)), CancellationToken.None);
                await stream.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false);
            }
        });
    }

    private static void Ignoring<T>(Action act)
        where T : Exception
    {
        try
        {
            act();
        }
        catch (T)
        {
            // An honest refusal.
        }
    }

    private static async Task IgnoringAsync<T>(Func<Task> act)
        where T : Exception
    {
        try
        {
            await act();
        }
        catch (T)
        {
            // An honest refusal.
        }
    }
}
