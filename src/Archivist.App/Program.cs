using Archivist.App.Cli;

return await CommandLine.RunAsync(RawArguments.Restore(args));
