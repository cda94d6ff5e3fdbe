using Archivist.DiscProbe;

// What acceptance checks ask of the reader of discs, without the rest of the program:
//   list IMAGE [iso|udf]            every name, as lines that can be compared with those of `find` and `sha256sum`
//   fuzz CASES SEED IMAGE...        so many images that are made hostile, out of these
return args switch
{
    ["list", var image, .. var system] => await Listing.WriteAsync(image, system.FirstOrDefault(), Console.Out),
    ["fuzz", var cases, var seed, .. var images] => await Fuzzing.RunAsync(int.Parse(cases, null), int.Parse(seed, null), images),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("list IMAGE [iso|udf] | fuzz CASES SEED IMAGE...");
    return 2;
}
