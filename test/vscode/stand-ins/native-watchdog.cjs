// Stands in for VS Code's native watchdog: ends this process when its parent is gone.
exports.start = (parent) => {
  const look = () => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (error.code === "ESRCH") process.exit(87);
    }
  };
  setInterval(look, 2000).unref();
};
