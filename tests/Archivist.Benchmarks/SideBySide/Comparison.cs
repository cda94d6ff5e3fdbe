using Archivist.Platform.Problems;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>Runs both tools on the same data in turns: A B, then B A, so that neither always finds the machine warmer.</summary>
internal sealed class Comparison(Settings settings)
{
    internal async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(settings.Work, $"archivist-side-by-side-{Environment.ProcessId}")).FullName;
        try
        {
            var passwordFile = Path.Combine(work, "password");
            await using (var password = new StreamWriter(passwordFile))
                await password.WriteLineAsync("a passphrase of several words");

            var tables = new List<string>();
            foreach (var workload in Workload.All(settings).Where(workload => settings.Only is null || settings.Only == workload.Name))
            {
                Say("making the data");
                var data = await workload.Make(Path.Combine(work, "source"), cancellationToken);
                tables.Add(await CompareAsync(
                    workload, data, Contender.Restic(work, passwordFile), Contender.Archivist(work, passwordFile), cancellationToken));
                if (data.Folder.StartsWith(work, StringComparison.Ordinal))
                    Directory.Delete(data.Folder, recursive: true);
            }

            return string.Join('\n', tables);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<string> CompareAsync(
        Workload workload, SourceData data, Contender restic, Contender archivist, CancellationToken cancellationToken)
    {
        var table = new ComparisonTable(data, workload.Steps);
        for (var run = 0; run < settings.Runs; run++)
        {
            Contender[] order = run % 2 == 0 ? [restic, archivist] : [archivist, restic];
            foreach (var contender in order)
                await contender.BeginAsync(cancellationToken);
            foreach (var step in workload.Steps)
            {
                if (step is Step.ChangedSnapshot)
                    data = await data.ChangeAsync(run, cancellationToken);
                foreach (var contender in order)
                {
                    await MemoryWarming.RunAsync(settings.Work, cancellationToken);
                    var measurement = await contender.MeasureAsync(step, data, cancellationToken);
                    Say($"{data.Name}, run {run + 1}, {step}, {(contender == restic ? "restic" : "archivist")}: {measurement.Seconds:0.00} s");
                    table.Add(step, isOurs: contender == archivist, measurement);
                    if (step is Step.Restore)
                        ExpectRestored(data, contender);
                }
            }
        }

        return table.ToMarkdown();
    }

    /// <summary>A fast restore of something else is no restore.</summary>
    private static void ExpectRestored(SourceData data, Contender contender)
    {
        var restored = SourceData.Of("", contender.Target);
        if ((restored.Files, restored.Bytes) != (data.Files, data.Bytes))
            throw BenchmarkProblem.Of(
                Failure.Failed, $"{contender.Target}: {restored.Files} files with {restored.Bytes} bytes came back of {data.Files} with {data.Bytes}");
        Directory.Delete(contender.Target, recursive: true);
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
