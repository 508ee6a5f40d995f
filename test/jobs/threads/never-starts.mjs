// Stands for a thread of analyses that fails before it takes jobs.
throw new Error('on purpose');
