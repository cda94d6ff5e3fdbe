using Archivist.Benchmarks;
using Archivist.Benchmarks.Damage;
using Archivist.Benchmarks.Kernels;
using Archivist.Benchmarks.SideBySide;
using Archivist.Platform.Problems;

const string usage = """
    side-by-side [--tree FOLDER] [--runs N] [--size MIB] [--work FOLDER] [--only tree|image|incompressible] [--out FILE]
        restic and archivist as whole processes on the same data, in turns
    correction [--runs N] [--work FOLDER] [--only 700|4290|400] [--out FILE]
        dvdisaster and archivist on images of discs, in turns; takes 15 GB and several minutes a run
    mastering [--tree FOLDER] [--runs N] [--size MIB] [--work FOLDER] [--only tree|tiny] [--out FILE]
        genisoimage, xorriso and archivist on the same folder, in turns
    damage [--runs N] [--only dvd|bd] [--out FILE]
        how much damage of each kind a DVD or BD survives; with --out also as a picture, FILE.svg
    par2 [--runs N] [--work FOLDER] [--size MIB] [--out FILE]
        par2cmdline and archivist on the same files, in turns
    kernels [--runs N] [--out FILE]
        the inner loops alone, one thread
    stand-ins [--runs N] [--out FILE]
        native libraries and their managed stand-ins, in turns
    compression [--tree FOLDER] [--runs N] [--size MIB] [--out FILE]
        size and time of ways to compress the pieces of a tree
    index FOLDER PASSWORD BLOBS
        adds an index of blobs that are nowhere to a repository, to see what loading it takes

    """;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupt) =>
{
    interrupt.Cancel = true;
    stop.Cancel();
};
try
{
    if (args is ["index", var folder, var password, var blobs])
    {
        Console.WriteLine($"{await SyntheticIndex.AddAsync(folder, password, int.Parse(blobs, System.Globalization.CultureInfo.InvariantCulture), stop.Token)} index files");
        return 0;
    }

    if (args is ["par2-create" or "par2-repair", var files, var index])
    {
        await (args[0] is "par2-create" ? Par2Run.CreateAsync(files, index, stop.Token) : Par2Run.RepairAsync(files, index, stop.Token));
        return 0;
    }

    var settings = Settings.Parse(args.Skip(1));
    var report = args.FirstOrDefault() switch
    {
        "side-by-side" => await new Comparison(settings).RunAsync(stop.Token),
        "correction" => await new CorrectionComparison(settings).RunAsync(stop.Token),
        "mastering" => await new MasteringComparison(settings).RunAsync(stop.Token),
        "damage" => new RecoveryCurve(settings).Measure(stop.Token),
        "par2" => await new Par2Comparison(settings).RunAsync(stop.Token),
        "kernels" => KernelTable.Measure(settings.Runs),
        "stand-ins" => StandInTable.Measure(settings.Runs),
        "compression" => new CompressionTable(settings).Measure(),
        var verb => throw BenchmarkProblem.Of(Failure.Usage, verb is null ? "no verb is given" : $"{verb}: there is no such verb"),
    };
    report = await Machine.DescribeAsync(stop.Token) + "\n" + report;
    Console.Write(report);
    if (settings.Output is { } path)
        await File.WriteAllTextAsync(path, report, stop.Token);
    return 0;
}
catch (ArchivistException failure)
{
    var (sentence, hint) = BenchmarkProblem.Describe(failure.Problem);
    Console.Error.WriteLine($"error: {sentence}.");
    Console.Error.Write(failure.Failure is Failure.Usage ? usage : hint + "\n");
    return ExitCode.Of(failure.Failure);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCode.Of(Failure.Interrupted);
}
