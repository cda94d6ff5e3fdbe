using System.Globalization;

namespace Archivist.Tests.Lives;

/// <summary>Many years of many archives. LIVES says how many, FIRST_LIFE which one is the first.</summary>
public sealed class LivesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_promise_is_broken_and_no_alarm_is_false_in_any_life()
    {
        var (count, first) = (Number("LIVES", 2), Number("FIRST_LIFE", 1));
        var (done, found) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(first, count), async (seed, _) =>
        {
            using var life = new Life(seed);
            await life.LiveAsync();
            Interlocked.Add(ref done, life.Damages.Done);
            Interlocked.Add(ref found, life.Damages.Found);
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} lives of a year, {done:#,0} damages, {found:#,0} times found"));
        Assert.True(done > 0 && found > 0);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
